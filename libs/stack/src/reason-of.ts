/** The message of whatever was thrown; of several errors in one, each different one. */
export function reasonOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) return String(thrown);
  if ('errors' in thrown && Array.isArray(thrown.errors)) return [...new Set(thrown.errors.map(reasonOf))].join('; ');
  return String(thrown.message);
}
