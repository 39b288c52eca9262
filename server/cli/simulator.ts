// Runs the receiver simulator beside the server, as a process of its own on loopback.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../test/simulators/receiver.ts', import.meta.url));

/** Starts it and resolves when it listens, with how to stop it; resolves with what it said where it cannot. */
export function startSimulator(port: number): Promise<{ stop: () => void } | { says: string }> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(process.execPath, [SCRIPT, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    // It prints one line when it listens; what it cannot do it says on the other stream, and ends.
    child.stdout?.once('data', () => resolve({ stop: () => child.kill() }));
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on('error', (error) => resolve({ says: error.message }));
    child.on('exit', () => resolve({ says: complaint.trim() || 'it ended' }));
    process.once('exit', () => child.kill());
  });
}
