import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const tr: Language = {
  code: 'tr',
  months: monthForms(
    'ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara',
  ),
  byWords: phrases('yazan|yazar|haberi|hazırlayan|tarafından'),
  andWords: phrases('ve|ile'),
  roleWords: phrases('muhabir|editör|yazar|gazeteci|haber merkezi|köşe yazarı|muhabiri'),
  publishedWords: phrases(
    'yayınlanma|yayın tarihi|yayınlandı|giriş|giriş tarihi|oluşturulma|yayınlanma tarihi|tarih|eklenme',
  ),
  updatedWords: phrases('güncelleme|güncellendi|son güncelleme|güncelleme tarihi|güncellenme'),
  stopWords: phrases(
    've|bir|bu|da|de|için|ile|olarak|çok|daha|en|gibi|olan|kadar|sonra|ne|ya|değil|ki|var|ancak|o|diye|göre|her|dedi|oldu|veya|ise|bunu|iki|etti|olduğunu|yeni',
  ),
  furniture: {
    related: phrases(
      'ilgili haberler|ayrıca okuyun|daha fazla|benzer haberler|en çok okunan|diğer haberler|bunlar da ilginizi çekebilir|ilginizi çekebilir|devamını oku|son haberler|önerilen|önceki haber|sonraki haber|haberin devamı|bunu da okuyun|okumaya devam',
    ),
    subscribe: phrases(
      'abone ol|abone olun|kayıt ol|giriş yap|bültene|takip edin|üye ol|e-posta adres|bizi takip|bildirim',
    ),
    share: phrases(
      'paylaş|yazdır|yorumlar|yorum yap|yorum yaz|yorum|bağlantıyı kopyala|kaydet|kapat|e-posta hesabınız yayımlanmayacak|daha fazla göster|facebook|twitter|whatsapp',
    ),
    advertisement: phrases('reklam|sponsorlu|ilan|sponsorlu içerik'),
    credit: phrases('fotoğraf:|foto:|kaynak:|görsel:|fotoğraf|video:'),
    tags: phrases('etiketler|konular|anahtar kelimeler|etiket|kategoriler'),
    legal: phrases(
      'tüm hakları saklıdır|gizlilik politikası|©|copyright|çerez|çerezler|kişisel verilerin|kullanım koşulları',
    ),
  },
};
