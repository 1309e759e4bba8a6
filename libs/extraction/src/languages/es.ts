import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const es: Language = {
  code: 'es',
  months: monthForms(
    'enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sep|sept octubre|oct noviembre|nov diciembre|dic',
  ),
  byWords: phrases('por|escrito por|redactado por|publicado por|autor|autora|texto'),
  andWords: phrases('y|e|con'),
  roleWords: phrases(
    'redacción|redactor|redactora|periodista|corresponsal|enviado especial|enviada especial|editor|editora|colaborador|colaboradora|columnista',
  ),
  publishedWords: phrases('publicado|publicado el|creado|fecha|publicada'),
  updatedWords: phrases('actualizado|actualizada|actualizado el|última actualización|modificado'),
  stopWords: phrases(
    'de|la|que|el|en|y|a|los|se|del|las|un|por|con|no|una|su|para|es|al|lo|como|más|o|pero|sus|le|ha|me|si|sin|sobre|este|ya|entre|cuando|todo|esta|ser|son|también|fue|había|muy|hasta|desde|está',
  ),
  furniture: {
    related: phrases(
      'lee también|lea también|leer más|lea más|te puede interesar|te recomendamos|ver también|noticias relacionadas|artículos relacionados|más información|más noticias|también te puede interesar|sigue leyendo|seguir leyendo|lo más leído|lo más visto|más sobre|relacionadas|recomendamos|puede leer|le puede interesar|últimas noticias|no te pierdas|entradas recientes|artículo anterior|artículo siguiente|además:|contenido relacionado|en otras noticias',
    ),
    subscribe: phrases(
      'suscríbete|suscríbase|suscribirse|regístrate|iniciar sesión|inicia sesión|síguenos|newsletter|boletín|únete|recibe|correo electrónico|hazte socio|sigue a|sigue toda la|puedes seguir|conéctate|apúntate|contenido exclusivo',
    ),
    share: phrases(
      'compartir|comparte|imprimir|comentarios|comentar|deja un comentario|deja una respuesta|enviar por|copiar enlace|guardar|escuchar|ver comentarios|cerrar|ver más|tu dirección de correo electrónico no será publicada|tiempo de lectura|facebook|twitter|whatsapp',
    ),
    advertisement: phrases(
      'publicidad|anuncio|patrocinado|contenido patrocinado|pasa a la siguiente|continúa leyendo después',
    ),
    credit: phrases('foto:|fotos:|fotografía:|imagen:|crédito:|fuente:|foto de|© |archivo|vídeo:|video:|getty'),
    tags: phrases('etiquetas|temas|tags|archivado en|más en|palabras clave|categorías|temas relacionados|etiquetado'),
    legal: phrases(
      'todos los derechos reservados|aviso legal|política de privacidad|©|copyright|cookies|utilizamos cookies|usamos cookies|este sitio|términos y condiciones|condiciones de uso|aceptar|prohibida la reproducción',
    ),
  },
};
