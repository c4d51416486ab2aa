/**
 * A bare socket.io server to measure beside: prints its port, then answers lines on standard input: `memory` with its
 * resident bytes, `send N` by sending a frame of N bytes to every socket.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const http = createServer();
const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
http.listen(0, '127.0.0.1', () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));

createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, bytes] = line.split(' ');
  if (command === 'memory') process.stdout.write(`${process.memoryUsage.rss()}\n`);
  if (command === 'send') server.emit('frame', { text: 'x'.repeat(Number(bytes)) });
});
