/** The hundred surnames that most Chinese have, and the forms of them in traditional characters. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭葉蘇呂盧鍾譚陸範韋賈鄒龍賀顧龔萬錢嚴';
const listed = new RegExp(`^[${surnames}]\\p{Script=Han}{1,2}(?:\\s+[${surnames}]\\p{Script=Han}{1,2})+$`, 'u');

/** "张三 李四" → two names. Japanese names have a blank, too, but their second part is no surname. */
export const chineseNames = (text: string): string[] => (listed.test(text.trim()) ? text.trim().split(/\s+/) : [text]);
