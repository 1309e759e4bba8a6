import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { namespacePattern } from '@newsflow/contracts';
import { z } from 'zod';

/** How the text of an environment variable is read. */
export interface Kind<T> {
  readonly schema: z.ZodType<T, string>;
  /** Completes "NAME must be …"; also the type column of the settings table. */
  readonly expects: string;
}

const whole = (unit: string, min: number, max: number): Kind<number> => ({
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max)),
  expects: `a whole number${unit} from ${min} to ${max}`,
});

export const text: Kind<string> = { schema: z.string(), expects: 'text' };

/** A word that topic names may begin with. */
export const topicWord: Kind<string> = {
  schema: z.string().regex(namespacePattern),
  expects: 'at most 100 letters, digits, dots, underscores or hyphens, with a letter or a digit first',
};

export const flag: Kind<boolean> = {
  schema: z.enum(['true', 'false']).transform((word) => word === 'true'),
  expects: 'true or false',
};

export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words): Kind<Words[number]> => ({
  schema: z.enum(words),
  expects: `one of ${words.join(', ')}`,
});

/** Comma list; blanks around the items are dropped. */
const list = (item: string, isItem: (text: string) => boolean): Kind<string[]> => ({
  schema: z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().refine(isItem)).min(1)),
  expects: `a comma list of ${item}`,
});

const isUpTo = (text: string, max: number): boolean => /^\d{1,5}$/u.test(text) && Number(text) <= max;
const maxPort = 65_535;

function isHostAndPort(text: string): boolean {
  const [, port = ''] = /^(?:[^\s,:/]+|\[[0-9a-fA-F:.]+\]):(\d+)$/u.exec(text) ?? [];
  return isUpTo(port, maxPort);
}

function isAddressRange(text: string): boolean {
  const [, address = '', prefixBits = ''] = /^([0-9a-fA-F:.]+)\/(\d+)$/u.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && isUpTo(prefixBits, family === 4 ? 32 : 128);
}

export const hostsAndPorts = list('host:port', isHostAndPort);
export const addressRanges = list('address ranges such as 127.0.0.0/8', isAddressRange);
export const ports = list('ports', (text) => isUpTo(text, maxPort));

export const count = (min: number, max: number): Kind<number> => whole('', min, max);
export const milliseconds = (min: number, max: number): Kind<number> => whole(' of milliseconds', min, max);
export const mebibytes = (min: number, max: number): Kind<number> => whole(' of mebibytes', min, max);
/** 0 lets the system choose. */
export const port: Kind<number> = whole('', 0, maxPort);

export const mongodbUri: Kind<string> = {
  schema: z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/]+(\/\S*)?$/u),
  expects: 'a mongodb:// or mongodb+srv:// address',
};

/** The name of a file whose content is the value. `look` throws at content that is something else. */
const contentOf = (holding: string, look: (content: string) => unknown): Kind<string> => ({
  schema: z.string().transform((path, context) => {
    try {
      const content = readFileSync(path, 'utf8').trimEnd();
      look(content);
      return content;
    } catch {
      context.addIssue({ code: 'custom', message: 'not readable' });
      return z.NEVER;
    }
  }),
  expects: `the name of a file that ${holding}`,
});

/** So that no secret stands in the environment. */
export const secretFile = contentOf('can be read', () => undefined);
export const certificateFile = contentOf('holds certificates (PEM)', (pem) => new X509Certificate(pem));
export const privateKeyFile = contentOf('holds an unencrypted private key (PEM)', (pem) => createPrivateKey(pem));
