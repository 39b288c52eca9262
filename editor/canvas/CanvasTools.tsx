// The small tool bar in the corner of the canvas: one Tab stop, arrows go from button to button.
import type { ReactElement } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { useFlow } from './drawing-context.ts';
import { ToolButton } from './ToolButton.tsx';
import type { RunCommand } from './use-canvas-commands.ts';

interface CanvasToolsProps {
  run: RunCommand;
  hasMap: boolean;
  isOutline: boolean;
}

/** Add, zoom, fit, map and keys, for those who like buttons. */
export function CanvasTools({ run, hasMap, isOutline }: CanvasToolsProps): ReactElement {
  const isReadOnly = useFlow((state) => state.readOnly);
  return (
    <Toolbar className="fl-tools" aria-label="View of the canvas">
      {!isReadOnly && <ToolButton command="quick-add" label="Add a node" onPress={() => run('quick-add')} />}
      {!isOutline && (
        <>
          <ToolButton command="zoom-out" label="Zoom out" onPress={() => run('zoom-out')} />
          <ToolButton command="zoom-in" label="Zoom in" onPress={() => run('zoom-in')} />
          <ToolButton command="fit" label="Show everything" onPress={() => run('fit')} />
          <ToolButton command="minimap" label="Map" isPressed={hasMap} onPress={() => run('minimap')} />
        </>
      )}
      <ToolButton command="outline" label="As a table" isPressed={isOutline} onPress={() => run('outline')} />
      <ToolButton command="keys" label="Keys" onPress={() => run('keys')} />
    </Toolbar>
  );
}
