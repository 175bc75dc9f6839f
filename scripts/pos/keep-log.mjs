// keep-log.mjs FILE: adds standard input to FILE and, when it is full, goes on in a new one; one old one is kept as FILE.1.
// POS_LOG_BYTES sets what full means (default 20 MB). Both files are for their owner only: the first lines hold a token.
import { openSync, writeSync, closeSync, renameSync, fstatSync } from 'node:fs';

const file = process.argv[2];
const limit = Number(process.env.POS_LOG_BYTES ?? 20 * 1024 * 1024);
let output = openSync(file, 'a', 0o600);
let size = fstatSync(output).size;

process.on('SIGINT', () => {}); // ends with its input, not before the program that writes
process.on('SIGTERM', () => {});
process.stdin.on('data', chunk => {
    writeSync(output, chunk);
    size += chunk.length;
    if (size < limit) return;
    closeSync(output);
    renameSync(file, `${file}.1`);
    output = openSync(file, 'a', 0o600);
    size = 0;
});
