// Opens the port, and says where the server then listens.
import type { Server } from 'node:http';
import { type Config, SettingError } from '../config.ts';

/** Answers `http://host:port`. Fails with SettingError where the port is in use. */
export async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} on ${host} is in use. Stop what uses it, or set LEADFLOW_PORT to another one.`;
      reject(error.code === 'EADDRINUSE' ? new SettingError(inUse) : error);
    });
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const shown = host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${typeof bound === 'object' && bound ? bound.port : port}`;
}
