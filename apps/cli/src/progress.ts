import { say } from './output.ts';

const width = 30;

/** Progress of long work: a bar on a terminal, else a line whenever a tenth more is done. */
export class Progress {
  private tenth = -1;
  private readonly terminal = process.stderr.isTTY;

  constructor(private readonly label: string) {}

  update(done: number, total: number, detail = ''): void {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const text = `${this.label} ${done}/${total}${detail && `  ${detail}`}`;
    if (this.terminal) {
      const filled = Math.round(share * width);
      process.stderr.write(`\r\u001b[2K[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${text}`);
    } else if (Math.floor(share * 10) > this.tenth) {
      this.tenth = Math.floor(share * 10);
      say(text);
    }
  }

  end(): void {
    if (this.terminal) process.stderr.write('\n');
  }
}
