import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';

/** A network cable between a browser and a server on this machine: it can be pulled out and put back. */
export interface Cable {
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  pull(): Promise<void>;
  plugIn(): Promise<void>;
}

export async function layCable(toPort: number): Promise<Cable> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as { port: number }).port;
  };
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    async pull() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
    async plugIn() {
      await listen(port);
    },
  };
}
