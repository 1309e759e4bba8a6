import { type Language, noFurniture } from './language.ts';
import { phrases } from './phrases.ts';

/** Months are numbers here: 2024 and a year sign, 3 and a month sign. */
export const ko: Language = {
  code: 'ko',
  months: [],
  byWords: phrases('기자|글'),
  andWords: [],
  roleWords: phrases('기자|특파원|편집부|논설위원'),
  publishedWords: phrases('입력|등록|게시|발행'),
  updatedWords: phrases('수정|최종수정|업데이트'),
  stopWords: [],
  furniture: noFurniture,
};
