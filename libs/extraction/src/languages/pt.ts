import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const pt: Language = {
  code: 'pt',
  months: monthForms(
    'janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez',
  ),
  byWords: phrases('por|escrito por|publicado por|texto|autor|autora'),
  andWords: phrases('e|com'),
  roleWords: phrases(
    'redação|da redação|jornalista|repórter|correspondente|editor|editora|colunista|enviado especial|colaborador',
  ),
  publishedWords: phrases('publicado|publicado em|publicada|criado|data|postado em'),
  updatedWords: phrases('atualizado|atualizado em|atualizada|última atualização|modificado'),
  stopWords: phrases(
    'de|a|o|que|e|do|da|em|um|para|é|com|não|uma|os|no|se|na|por|mais|as|dos|como|mas|foi|ao|ele|das|tem|à|seu|sua|ou|ser|quando|muito|há|nos|já|está|eu|também|só|pelo|pela|até|isso',
  ),
  furniture: {
    related: phrases(
      'leia também|leia mais|veja também|saiba mais|notícias relacionadas|artigos relacionados|mais lidas|mais notícias|confira também|veja mais|continue lendo|relacionadas|você pode gostar|últimas notícias|recomendados|ver mais|continua após|leia ainda|posts relacionados',
    ),
    subscribe: phrases(
      'assine|inscreva-se|cadastre-se|newsletter|siga-nos|siga o|entre no|receba|faça login|já é assinante|seu e-mail|apoie|clique aqui|participe|subscreva',
    ),
    share: phrases(
      'compartilhar|compartilhe|partilhar|imprimir|comentários|comentar|deixe um comentário|deixe uma resposta|copiar link|salvar|ouvir|fechar|o seu endereço de email não será publicado|tempo de leitura|facebook|twitter|whatsapp',
    ),
    advertisement: phrases(
      'publicidade|anúncio|patrocinado|conteúdo patrocinado|continua após a publicidade|continua depois da publicidade',
    ),
    credit: phrases('foto:|fotos:|imagem:|crédito:|fonte:|créditos|© |reprodução|divulgação|vídeo:|arquivo'),
    tags: phrases('tags|assuntos|temas|marcadores|palavras-chave|categorias|tópicos|mais sobre'),
    legal: phrases(
      'todos os direitos reservados|política de privacidade|©|copyright|cookies|utilizamos cookies|este site|termos de uso|aceitar',
    ),
  },
};
