// Copies a text, and says that it did.
import { type ReactElement, useState } from 'react';
import { Button, IconButton } from './Button.tsx';
import { copyText } from './copy-text.ts';
import { useToast } from './Toasts.tsx';

interface CopyProps {
  text: string;
  /** What is copied: "Copy address". */
  label: string;
  showLabel?: boolean;
}

/** A button that puts `text` on the clipboard. */
export function CopyButton({ text, label, showLabel }: CopyProps): ReactElement {
  const [isCopied, setCopied] = useState(false);
  const toast = useToast();
  const copy = async (): Promise<void> => {
    if (!(await copyText(text))) {
      toast.warn('The browser did not allow copying.', 'Select the text and copy it by hand.');
      return;
    }
    setCopied(true);
    toast.announce('Copied');
    setTimeout(() => setCopied(false), 1600);
  };
  const icon = isCopied ? 'check' : 'copy';
  if (showLabel) {
    return (
      <Button size="small" icon={icon} onPress={copy}>
        {isCopied ? 'Copied' : label}
      </Button>
    );
  }
  return <IconButton size="small" icon={icon} label={isCopied ? 'Copied' : label} onPress={copy} />;
}
