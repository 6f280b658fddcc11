import Translate from '@docusaurus/Translate';
import React, { useEffect, useState } from 'react';

/** How long the word that something was copied stays, in milliseconds. */
const SHOWN_FOR = 3000;

/**
 * Copies what a button stands for.
 *
 * @returns the text, and whether it is in the clipboard now
 */
export async function copy({ dataset: { lockstepCopy, lockstepAnchor } }) {
  const text = lockstepAnchor === undefined ? lockstepCopy : addressOf(lockstepAnchor);
  try {
    // Browsers have no clipboard for pages that come over plain http from another machine.
    await navigator.clipboard.writeText(text);
    return { text, isCopied: true };
  } catch {
    return { text, isCopied: false };
  }
}

/** Says politely what became of the last copy; a failure stays, with the text to be selected by hand. */
export function CopyMessage({ message }) {
  const [shown, setShown] = useState();
  useEffect(() => {
    setShown(message);
    if (!message?.isCopied) return undefined;
    const timer = setTimeout(() => setShown(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <div role="status" className="lockstep-message">
      {shown && (
        <p>
          {shown.isCopied ? <Copied /> : <NotCopied />} <code>{shown.text}</code>
        </p>
      )}
    </div>
  );
}

function Copied() {
  return (
    <Translate id="theme.lockstep.copied" description="Stands before what was copied">
      Copied
    </Translate>
  );
}

function NotCopied() {
  return (
    <Translate id="theme.lockstep.notCopied" description="Stands before what was not copied">
      The browser does not allow copying here. Select it by hand:
    </Translate>
  );
}

function addressOf(anchor) {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}#${encodeURIComponent(anchor)}`;
}
