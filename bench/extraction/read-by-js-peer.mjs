// The peers written in JavaScript, from the folder that the benchmark installed them into.
//   read-by-js-peer.mjs MANIFEST OUTPUT FOLDER readability|defuddle
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDecoder } from 'node:util';
import { measuredLoop } from './measured-loop.mjs';

const [manifest, output, folder, name] = process.argv.slice(2);
const { resolve } = createRequire(join(folder, 'package.json'));
const load = (module) => import(pathToFileURL(resolve(module)).href);
const { parseHTML } = await load('linkedom');

const decoded = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const label = /charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1];
    try {
      return new TextDecoder(label ?? 'windows-1252').decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  }
};

/** Text with a line for each block: `textContent` alone would glue neighbouring paragraphs together. */
const blocks = 'p,div,section,article,h1,h2,h3,h4,h5,h6,li,ul,ol,blockquote,pre,table,tr,td,th,figure,figcaption,br';
function linesOf(html) {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  for (const element of document.querySelectorAll(blocks)) element.after(document.createTextNode('\n'));
  return document.body.textContent;
}

const readers = {
  async readability() {
    const { Readability } = (await load('@mozilla/readability')).default;
    return (_, bytes) => {
      const article = new Readability(parseHTML(decoded(bytes)).document).parse();
      return {
        text: article === null ? '' : linesOf(article.content),
        title: article?.title,
        author: article?.byline,
        date: article?.publishedTime,
        language: article?.lang,
      };
    };
  },
  async defuddle() {
    const { Defuddle } = await import(pathToFileURL(join(folder, 'node_modules', 'defuddle', 'dist', 'node.js')).href);
    // Some of its messages go to the console, where the figures of this process belong.
    console.warn = console.error = () => {};
    return async ({ url }, bytes) => {
      // Without `useAsync: false` it asks services on the web about some sites.
      const found = await Defuddle(parseHTML(decoded(bytes)).document, url, { useAsync: false });
      return {
        text: linesOf(found.content),
        title: found.title,
        author: found.author,
        date: found.published,
        language: found.language,
      };
    };
  },
};

await measuredLoop(manifest, output, await readers[name]());
