/** A thread that ends its process when the one that started it has gone, also while the process is busy: see `endWithParent`. */
import { workerData } from 'node:worker_threads';

const EVERY_MS = 200;

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);
