import { translate } from '@docusaurus/Translate';
import CopyButton from '@theme/LockstepEntry/CopyButton';
import React, { Children, Fragment } from 'react';

/**
 * One key: its heading, below it the marks, the key path and the environment variable with buttons that copy them,
 * and everything else that is said about it.
 *
 * @param name the key path: `security.session.idle_timeout`
 * @param anchor the id of the heading, where that is not the key path
 * @param marks `proven,secret`: words beside the name
 * @param variable the environment variable that sets the key
 * @param assignment what sets the variable to the effective value: `SESSION_TIMEOUT=30m`
 * @param children the heading first
 */
export default function LockstepEntry({
  name,
  anchor = name,
  marks = '',
  variable,
  assignment = variable,
  children,
}) {
  const [heading, ...content] = Children.toArray(children);
  return (
    <section
      className="lockstep-entry"
      data-lockstep-key={name}
      data-lockstep-variable={variable}
      data-lockstep-marks={marks}
    >
      {heading}
      <div className="lockstep-key">
        {marks !== '' && <Marks words={marks.split(',')} />}
        <Copyable text={name}>
          <CopyButton anchor={anchor} label={linkLabel(name)} />
        </Copyable>
        {variable !== undefined && <Copyable text={assignment} />}
      </div>
      {content}
    </section>
  );
}

function Marks({ words }) {
  return (
    <span className="lockstep-marks">
      {words.map((word) => (
        <Fragment key={word}>
          <span className="lockstep-mark" data-mark={word}>
            {word}
          </span>{' '}
        </Fragment>
      ))}
    </span>
  );
}

/** With a space behind it, for those who do not see that it stands apart: search indexes and copied text. */
function Copyable({ text, children }) {
  return (
    <span className="lockstep-copyable">
      <code>{text}</code> <CopyButton text={text} />
      {children}
    </span>
  );
}

function linkLabel(key) {
  return translate(
    {
      id: 'theme.lockstep.copyLink',
      message: 'Copy link to {key}',
      description: 'The accessible name of the button that copies the address of a key',
    },
    { key },
  );
}
