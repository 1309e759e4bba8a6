/** News agencies, as by-lines write them. Lower case. */
const names = new Set(
  'associated press|the associated press|ap|ap news|reuters|afp|agence france-presse|afp deutschland|dpa|deutsche presse-agentur|dpa-afx|apa|austria presse agentur|sda|keystone-sda|ats|ansa|adnkronos|efe|agencia efe|agencias|europa press|bloomberg|bloomberg news|press association|pa|pa media|upi|tass|тасс|interfax|интерфакс|риа новости|xinhua|kyodo|kyodo news|jiji press|yonhap|anadolu ajansı|anadolu agency|iha|dha|pti|press trust of india|ani|ians|ntb|tt|tt nyhetsbyrån|ritzau|stt|anp|belga|pap|čtk|mti|lusa|epd|kna|sid|irna|isna|aap|the canadian press|canadian press|時事通信|共同通信|新华社|연합뉴스'.split(
    '|',
  ),
);

export const isAgency = (name: string): boolean => names.has(name.toLowerCase().replace(/^[\s(]+|[\s).]+$/g, ''));
