import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const TEXT = 0x1;
const BINARY = 0x2;
/** A server that neither answers nor cuts is left after this, in ms. */
const PATIENCE = 2_000;

/**
 * Opens a websocket by hand and sends frames that no library would send; resolves when the server has cut the line, or has
 * answered what came last.
 */
export function sendFrames(url: string, frames: readonly Buffer[], random: () => number): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
    socket.once('data', () => {
      for (const frame of frames) socket.write(framed(frame, random));
      socket.end(framed(Buffer.from('2'), () => 1));
    });
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: ${hostname}:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n'),
    );
  });
}

/** A frame of RFC 6455 from a client, with a wrong kind, length, mask or bit here and there. */
function framed(payload: Buffer, random: () => number): Buffer {
  const kind = random() < 0.8 ? TEXT : random() < 0.5 ? BINARY : Math.floor(random() * 16);
  const reserved = random() < 0.05 ? 0x70 : 0;
  const length = random() < 0.05 ? payload.length + 9 : payload.length;
  const size =
    length < 126 ? Buffer.from([0x80 | length]) : Buffer.from([0x80 | 126, (length >> 8) & 0xff, length & 0xff]);
  const mask = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x80 | reserved | kind]), size, random() < 0.03 ? Buffer.alloc(0) : mask, masked]);
}
