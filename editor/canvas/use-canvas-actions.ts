// What the command palette finds on a drawing: the canvas's commands, the nodes drawn, and the types that can be added.
import type { NodeSpec } from '../../flows/language/catalogue.ts';
import { type Action, actionOf, useActions } from '../keys/Commands.tsx';
import { BINDINGS, type Command, type KeyGroup } from '../keys/keymap.ts';
import { type Drawing, useDrawing } from './drawing-context.ts';
import { titleOf } from './flow-store.ts';
import { add } from './flow-verbs.ts';
import { readingOrder } from './graph.ts';
import { nodeIcon } from './node-icon.ts';
import type { PageWays, RunCommand } from './use-canvas-commands.ts';

const SHOWN_GROUPS: readonly KeyGroup[] = ['Draw', 'Line up', 'Look', 'Flow'];
/** Offered by the frame of the page, or of use to a hand on the keys alone. */
const LEFT_OUT: readonly Command[] = ['keys', 'menu', 'nudge-up', 'nudge-down', 'nudge-left', 'nudge-right'];

/** Offers the commands of the canvas to the palette and to the keys that work anywhere on the page. */
export function useCanvasActions(run: RunCommand, page: PageWays): void {
  const drawing = useDrawing();
  useActions(() => [...commandActions(drawing, run, page), ...nodeActions(drawing), ...typeActions(drawing)]);
}

function commandActions({ flow }: Drawing, run: RunCommand, page: PageWays): Action[] {
  const { readOnly } = flow.getState();
  const isThere = (command: Command): boolean =>
    (command !== 'save' || page.save !== undefined) && (command !== 'publish' || page.publish !== undefined);
  return BINDINGS.filter(
    (binding) =>
      (binding.scope === 'canvas' || binding.scope === 'page') &&
      SHOWN_GROUPS.includes(binding.group) &&
      !LEFT_OUT.includes(binding.command) &&
      (!readOnly || binding.reading === true) &&
      isThere(binding.command),
  ).map(({ command }) => actionOf(command, () => run(command)));
}

function nodeActions({ flow }: Drawing): Action[] {
  const state = flow.getState();
  return readingOrder(state.bundle.document).map((id) => {
    const type = state.bundle.document.nodes[id]?.type ?? '';
    const spec = state.catalogue[type];
    return {
      id: `node ${id}`,
      kind: 'node',
      label: titleOf(state, id),
      hint: spec?.title ?? type,
      aka: [id, type, ...(spec?.aka ?? [])],
      ...(spec ? { icon: nodeIcon(spec) } : {}),
      run: () => flow.getState().lookAt(id),
    };
  });
}

function typeActions({ flow }: Drawing): Action[] {
  const { readOnly, catalogue, bundle } = flow.getState();
  if (readOnly) return [];
  const hasTrigger = Object.values(bundle.document.nodes).some(({ type }) => catalogue[type]?.category === 'trigger');
  const put = (spec: NodeSpec) => (): void => {
    const { selected, active } = flow.getState();
    const made = add(flow, spec, { kind: 'after', node: selected.at(-1) ?? active ?? undefined });
    if ('id' in made) flow.getState().lookAt(made.id);
  };
  return Object.values(catalogue)
    .filter((spec) => !hasTrigger || spec.category !== 'trigger')
    .map((spec) => ({
      id: `type ${spec.type}`,
      kind: 'type',
      label: spec.title,
      hint: spec.about,
      aka: spec.aka,
      icon: nodeIcon(spec),
      run: put(spec),
    }));
}
