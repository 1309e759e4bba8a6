const maxLines = 5;
const maxLineLength = 400;

const isStackFrame = (line: string): boolean => /^\s*(?:at .*[)\d]|\.\.\. \d+ more)\s*$/.test(line);
const tellsError = (line: string): boolean => /\b(?:error|fatal)\b|exception/i.test(line);

/** Why a program has ended, as one line: from the first mention of an error, else the last of what it has written. */
export function reasonInLog(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !isStackFrame(line));
  if (lines.length === 0) return 'it logged nothing';
  const first = lines.findIndex(tellsError);
  const told = first === -1 ? lines.slice(-maxLines) : lines.slice(first, first + maxLines);
  return told.map((line) => line.slice(0, maxLineLength)).join(' | ');
}
