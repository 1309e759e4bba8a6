import { type Language, noFurniture } from './language.ts';
import { phrases } from './phrases.ts';

/** Months are numbers here: 2024 and a year sign, 3 and a month sign. */
export const zh: Language = {
  code: 'zh',
  months: [],
  byWords: phrases('作者|文|撰文|记者|記者|撰稿|编辑'),
  andWords: phrases('和|与|與'),
  roleWords: phrases('记者|記者|编辑|編輯|编辑部|編輯部|特约记者|本报记者|通讯员|通訊員'),
  publishedWords: phrases('发布|發布|发布时间|發布時間|发表于|發表於|刊登'),
  updatedWords: phrases('更新|更新时间|更新時間|最后更新|最後更新'),
  stopWords: [],
  furniture: noFurniture,
};
