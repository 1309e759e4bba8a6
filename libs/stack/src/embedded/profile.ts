/**
 * `quick`: in memory where there is room, and gone with the stack; nothing is promised when a process is killed.
 * `durable`: on disk, journalled; what was acknowledged survives the kill of any process.
 */
export type Profile = 'quick' | 'durable';
