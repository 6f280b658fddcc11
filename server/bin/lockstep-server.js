#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

// A reader such as `head` may close the pipe early; that is no mistake.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), process);
