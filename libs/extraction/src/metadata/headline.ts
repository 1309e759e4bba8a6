import { similarity } from '../body/declared.ts';
import { metaOf, type PageFacts, type Sourced } from './facts.ts';
import { strings } from './json-ld.ts';
import { propertyValue, withProperty } from './microdata.ts';
import { plainText } from './plain-text.ts';
import { siteNames, squeezed } from './publisher.ts';

const separator = /\s+[|–—-]\s+|\s*[|»«·•]\s*|\s::\s/;

/** A title without the name of its site at either end: "Rain in May | The Paper" → "Rain in May". */
function withoutSite(title: string, sites: ReadonlySet<string>): string {
  let rest = title;
  for (let turn = 0; turn < 3; turn++) {
    const parts = rest.split(separator).filter((part) => part.trim() !== '');
    if (parts.length < 2) return rest;
    const isSite = (part: string): boolean => {
      const name = squeezed(part);
      return (
        sites.has(name) ||
        [...sites].some(
          (site) =>
            site.length >= 4 && (name === `the${site}` || (name.includes(site) && name.length < site.length + 8)),
        )
      );
    };
    const last = parts.at(-1) ?? '';
    const first = parts[0] ?? '';
    if (isSite(last)) rest = rest.slice(0, rest.lastIndexOf(last)).replace(/[\s|–—\-»«·•:]+$/, '');
    else if (isSite(first)) rest = rest.slice(rest.indexOf(first) + first.length).replace(/^[\s|–—\-»«·•:]+/, '');
    else return rest;
  }
  return rest;
}

/** A heading may hold a kicker before the headline: where a declared title is the rest of it, that rest is the headline. */
function withoutKicker(heading: string, declared: readonly string[]): string {
  const rest = declared.find((title) => {
    const before = heading.slice(0, -title.length).trim();
    return heading.endsWith(title) && before !== '' && before.split(' ').length <= 7 && title.split(' ').length >= 3;
  });
  return rest ?? heading;
}

/** "Rain in May | The Paper" beside "Rain in May": the same headline with something about the site or section. */
function isLonger(title: string, headline: string): boolean {
  if (title.startsWith(headline)) return /^\s*[|–—\-»«·•:]+\s/.test(title.slice(headline.length));
  return title.endsWith(headline) && /\s[|–—\-»«·•:]+\s*$/.test(title.slice(0, -headline.length));
}

export interface Headlines {
  readonly headline: Sourced<string> | null;
  readonly alternative: Sourced<string> | null;
}

/** The headline that readers see where the page's declared titles agree with it, else a declared one. Never made from the text. */
export function findHeadline(facts: PageFacts): Headlines {
  const sites = siteNames(facts);
  const { jsonLd, shape, survey } = facts;
  const declared = (value: string | null | undefined, source: string): Sourced<string>[] => {
    const text = withoutSite(plainText(value ?? ''), sites);
    return text === '' || text.length > 400 || sites.has(squeezed(text)) ? [] : [{ value: text, source }];
  };
  const fromJsonLd = declared(
    strings(jsonLd.main?.['headline'] ?? jsonLd.main?.['name'], jsonLd.resolve)[0],
    'json-ld',
  );
  const fromOpenGraph = declared(metaOf(facts, 'og:title', 'twitter:title'), 'open-graph');
  const fromMicrodata = withProperty(facts, 'headline')
    .slice(0, 1)
    .flatMap((element) => declared(propertyValue(element), 'microdata'));
  const fromTitle = declared(survey.title, 'html');
  const others = [...fromJsonLd, ...fromOpenGraph, ...fromMicrodata, ...fromTitle];
  const block = shape.blocks[facts.headlineBlock];
  const visible = block
    ? declared(block.text.replace(/\s+/g, ' '), block.container.tag === 'h1' ? 'h1' : 'heading')
    : [];
  const [whole] = visible;
  const shown = whole && {
    ...whole,
    value: withoutKicker(
      whole.value,
      [...fromOpenGraph, ...fromJsonLd, ...fromTitle].map(({ value }) => value),
    ),
  };
  const agreement = shown ? Math.max(0, ...others.map(({ value }) => similarity(value, shown.value))) : 0;
  const isH1 = block?.container.tag === 'h1';
  const isShown = agreement >= 0.4 || (isH1 && (others.length === 0 || agreement >= 0.15));
  const headline = shown && isShown ? shown : (others[0] ?? shown ?? null);
  const second = declared(strings(jsonLd.main?.['alternativeHeadline'], jsonLd.resolve)[0], 'json-ld');
  const isAnother = ({ value }: Sourced<string>): boolean =>
    headline !== null && squeezed(value) !== squeezed(headline.value) && !isLonger(value, headline.value);
  const alternative = [...second, ...others].find(isAnother) ?? null;
  return { headline, alternative };
}
