// A place that a path of the source tree can be dropped on, by mouse, by touch, or by keyboard.
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react';
import { useDrop } from 'react-aria-components/useDrop';
import { PATH_TYPE } from './path-drag.ts';
import './sources.css';

interface PathDropProps {
  children: ReactNode;
  /** What the place is called while something is dragged by keyboard: "Map to phone". */
  label: string;
  onPath: (path: string) => void;
  isDisabled?: boolean;
}

/** A place around `children`. It takes no Tab stop of its own: the keyboard comes to it only while dragging. */
export function PathDrop({ children, label, onPath, isDisabled }: PathDropProps): ReactElement {
  const { ref, props, isTarget } = usePathDrop<HTMLDivElement>(onPath, isDisabled);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame and legend into the row.
    <div
      ref={ref}
      {...props}
      role="group"
      aria-label={label}
      tabIndex={-1}
      className="lf-path-drop"
      data-target={isTarget || undefined}
    >
      {children}
    </div>
  );
}

/** The same for an element of the caller's, such as a table row; the element needs a `tabIndex` and a label. */
export function usePathDrop<E extends HTMLElement>(
  onPath: (path: string) => void,
  isDisabled = false,
): { ref: RefObject<E | null>; props: object; isTarget: boolean } {
  const ref = useRef<E>(null);
  const { dropProps, isDropTarget } = useDrop({
    ref,
    isDisabled,
    getDropOperation: (types) => (types.has(PATH_TYPE) ? 'copy' : 'cancel'),
    onDrop: ({ items }) => {
      const item = items.find((each) => each.kind === 'text' && each.types.has(PATH_TYPE));
      if (item?.kind === 'text') void item.getText(PATH_TYPE).then(onPath);
    },
  });
  return { ref, props: dropProps, isTarget: isDropTarget };
}
