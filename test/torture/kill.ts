// `node test/torture/kill.ts`: kills the server with -9 in the middle of a load, many times, and looks for lost leads.
import { parseArgs } from 'node:util';
import { pause } from './leadflow-process.ts';
import { Load } from './load.ts';
import { type Findings, makeScene, quiet } from './scene.ts';

/** How hard to try. `say` is told what happens. */
export interface KillOptions {
  kills: number;
  connections: number;
  /** The flows that leads are sent to; all where there are none. */
  flows?: readonly string[] | undefined;
  /** Acknowledged leads between two kills. */
  leads: number;
  say: (line: string) => void;
}

/** Runs the whole torture. A server that does not come back rejects. */
export async function killLoop(options: KillOptions): Promise<Findings & { unknownAnswers: number }> {
  const scene = await makeScene();
  try {
    await scene.start();
    const load = await Load.on(scene, options.flows);
    load.begin(options.connections);
    const faults: string[] = [];
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await load.acknowledges(options.leads);
      await pause(Math.random() * 30);
      await scene.kill();
      const found = await scene.look({ acknowledged: load.acknowledged, quiet: false });
      faults.push(...found.faults.map((fault) => `After kill ${kill}: ${fault}`));
      options.say(
        `Kill ${kill}: ${load.acknowledged.length} leads acknowledged, ${found.counts.running} runs under way.`,
      );
      await scene.start();
    }
    await load.end();
    await quiet(scene.home);
    const found = await scene.look({ acknowledged: load.acknowledged, quiet: true });
    return { ...found, faults: [...load.faults, ...faults, ...found.faults], unknownAnswers: load.unknown };
  } finally {
    await scene.end();
  }
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { leads: text, kills: text, connections: text, flows: text } });
  const { faults, ...figures } = await killLoop({
    leads: Number(values.leads ?? 50),
    kills: Number(values.kills ?? 200),
    connections: Number(values.connections ?? 64),
    flows: values.flows?.split(','),
    say: (line) => console.log(line),
  });
  console.log(figures);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  if (faults.length === 0)
    console.log('No acknowledged lead is missing, none is there twice, no call was repeated in silence.');
  process.exitCode = faults.length === 0 ? 0 : 1;
}
