import { type Language, noFurniture } from './language.ts';
import { phrases } from './phrases.ts';

/** Months are numbers here: 2024 and a year sign, 3 and a month sign. */
export const ja: Language = {
  code: 'ja',
  months: [],
  byWords: phrases('文|著者|執筆|執筆者|筆者|取材・文|取材|文・写真|聞き手|署名'),
  andWords: phrases('と'),
  roleWords: phrases('記者|編集部|編集委員|論説委員|特派員|ライター'),
  publishedWords: phrases('公開|公開日|掲載|配信|投稿日|発表'),
  updatedWords: phrases('更新|更新日|最終更新|最終更新日'),
  stopWords: [],
  furniture: noFurniture,
};
