import { ProvisionError } from '../stack-error.ts';
import type { ToolResult } from './run-tool.ts';

const UNREACHABLE =
  /NewConnectionError|ConnectTimeoutError|ConnectionError|Max retries exceeded|Could not transfer|Unknown host|UnknownHostException|Connection (?:refused|timed out|reset)|Network is unreachable|Temporary failure in name resolution|ProxyError|SSLError|PKIX path|no such host|i\/o timeout/i;
const MAX_DETAIL_LENGTH = 240;

/** One line out of the many that pip, Maven and Go print when a download fails. */
export function downloadError(tool: 'pip' | 'Maven' | 'Go', what: string, result: ToolResult): ProvisionError {
  const output = `${result.stderr}\n${result.stdout}`;
  const detail = firstError(output);
  return UNREACHABLE.test(output)
    ? new ProvisionError(
        'registry-unreachable',
        `${tool} could not reach its package registry for ${what} (${detail})`,
        { remedy: `check the network, the proxy and ${tool}'s settings` },
      )
    : new ProvisionError('download-failed', `${tool} could not fetch ${what}: ${detail}`);
}

function firstError(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('go: downloading'));
  const error = /^\[?error\b\]?:?\s*/i;
  // Maven prints lines of errors that say nothing.
  const errors = lines.filter((line) => error.test(line)).map((line) => line.replace(error, ''));
  const text = errors.find((line) => line !== '') ?? lines.find((line) => line !== '') ?? 'no message';
  return text.length > MAX_DETAIL_LENGTH ? `${text.slice(0, MAX_DETAIL_LENGTH)}…` : text;
}
