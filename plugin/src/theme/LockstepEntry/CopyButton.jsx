import { translate } from '@docusaurus/Translate';
import React from 'react';

/**
 * A button that copies a text, or the address of an anchor on this page. It has no handler of its own: the page
 * handles the clicks of all of them, since there may be thousands.
 *
 * @param text what is copied
 * @param anchor the id whose address is copied instead
 * @param label the accessible name
 */
export default function CopyButton({ text, anchor, label = copyLabel(text) }) {
  return (
    <button
      type="button"
      className={`clean-btn lockstep-copy ${anchor === undefined ? '' : 'lockstep-copy--link'}`}
      data-lockstep-copy={text}
      data-lockstep-anchor={anchor}
      aria-label={label}
      title={label}
    />
  );
}

function copyLabel(text) {
  return translate(
    {
      id: 'theme.lockstep.copy',
      message: 'Copy {text}',
      description: 'The accessible name of the button that copies a key or a variable',
    },
    { text },
  );
}
