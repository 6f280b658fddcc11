import { useLocation } from '@docusaurus/router';
import LockstepFilter from '@theme/LockstepFilter';
import React, { useEffect, useRef, useState } from 'react';
import { copy, CopyMessage } from './copying.jsx';
import { createIndex, entryOf, filterEntries, idOf } from './entries.js';
import { EVERYTHING, isEverything, readSelection, writeSelection } from './selection.js';
import { settle } from './settle.js';

/** A page of fewer keys is read at a glance. */
const WORTH_FILTERING = 8;
/** Beyond so many, the browser lays out what is near the window only. */
const LONG = 150;
const MARKS = ['proven', 'planned', 'deprecated', 'secret'];

/**
 * The keys of a page with a filter above them. Entries are rendered once and never again: the filter hides elements,
 * so that a page of a thousand keys answers to every letter.
 *
 * @param keys how many keys the page has
 * @param counts how many of them carry a mark, by mark; what is missing is 0
 * @param children sections and entries
 */
export default function LockstepReference({ keys, children, ...counts }) {
  const content = useRef(null);
  const total = Number(keys);
  const { selection, setSelection, shown } = useFilter(content, total);
  const [message, setMessage] = useState();
  const onClick = async ({ target }) => {
    const button = target.closest('button.lockstep-copy');
    if (button) setMessage(await copy(button));
  };
  const onMark = (mark) => setSelection((before) => toggleMark(before, mark));
  return (
    <div className={`lockstep-reference ${total > LONG ? 'lockstep-reference--long' : ''}`}>
      {total >= WORTH_FILTERING && (
        <LockstepFilter
          query={selection.query}
          marks={MARKS.filter((mark) => mark in counts).map((mark) => [mark, counts[mark]])}
          pressed={selection.marks}
          shown={shown}
          total={total}
          onQuery={(query) => setSelection((before) => ({ ...before, query }))}
          onMark={onMark}
        />
      )}
      <div ref={content} onClick={onClick}>
        {children}
      </div>
      <CopyMessage message={message} />
    </div>
  );
}

/** The selection, kept in the address, and how many entries it leaves. */
function useFilter(content, total) {
  // Not known before the page runs in a browser: the server renders every key, whatever the address says.
  const [selection, setSelection] = useState(null);
  const [shown, setShown] = useState(total);
  const index = useRef(null);
  const location = useLocation();
  useEffect(() => setSelection(readSelection()), []);
  useEffect(() => {
    if (selection === null) return;
    writeSelection(selection);
    // Nothing to look up and nothing to hide, as on most visits.
    if (isEverything(selection) && index.current === null) return;
    index.current ??= createIndex(content.current);
    setShown(filterEntries(index.current, selection));
  }, [content, selection, location]);
  useEffect(() => {
    // Whoever follows a link to a key wants to see it, whatever the filter says.
    const target = document.getElementById(idOf(location.hash));
    if (!target) return;
    if (entryOf(target)?.hidden) {
      filterEntries(index.current, EVERYTHING);
      target.scrollIntoView();
      setSelection(EVERYTHING);
    }
    settle(target);
  }, [location]);
  return { selection: selection ?? EVERYTHING, setSelection, shown };
}

function toggleMark({ query, marks }, mark) {
  const isPressed = marks.includes(mark);
  return { query, marks: isPressed ? marks.filter((each) => each !== mark) : [...marks, mark] };
}
