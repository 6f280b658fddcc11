import Translate, { translate } from '@docusaurus/Translate';
import React, { useId } from 'react';

/**
 * The form above the keys of a page: a field, a button for each mark, and how many keys are left.
 *
 * @param query what is in the field
 * @param marks the marks that can be asked for, with the number of keys that carry each: `[['proven', 20], …]`
 * @param pressed those that are asked for
 * @param shown how many keys are left
 * @param total how many keys the page has
 * @param onQuery gets what is in the field
 * @param onMark gets the mark whose button was pressed
 */
export default function LockstepFilter({ query, marks, pressed, shown, total, onQuery, onMark }) {
  const id = useId();
  const clearOnEscape = (event) => {
    if (event.key !== 'Escape' || query === '') return;
    event.preventDefault();
    onQuery('');
  };
  return (
    <form
      className="lockstep-filter"
      role="search"
      aria-label={filterLabel()}
      onSubmit={(event) => event.preventDefault()}
    >
      <label htmlFor={id}>{filterLabel()}</label>
      <input
        id={id}
        type="search"
        value={query}
        placeholder={placeholder()}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={clearOnEscape}
      />
      {marks.length > 0 && (
        <div role="group" aria-label={marksLabel()} className="lockstep-toggles">
          {marks.map(([mark, count]) => (
            <button
              key={mark}
              type="button"
              className="lockstep-toggle"
              data-mark={mark}
              aria-pressed={pressed.includes(mark)}
              onClick={() => onMark(mark)}
            >
              {mark} <span className="lockstep-toggle-count">{count}</span>
            </button>
          ))}
        </div>
      )}
      <output htmlFor={id} role="status">
        <Translate
          id="theme.lockstep.shownKeys"
          description="How many keys of the page the filter leaves"
          values={{ shown, total }}
        >
          {'{shown} of {total} keys'}
        </Translate>
      </output>
    </form>
  );
}

function filterLabel() {
  return translate({
    id: 'theme.lockstep.filter',
    message: 'Filter keys',
    description: 'The label of the field that filters the keys of a page',
  });
}

function marksLabel() {
  return translate({
    id: 'theme.lockstep.filterMarks',
    message: 'Only keys that are',
    description: 'The label of the buttons that filter the keys of a page by their marks',
  });
}

function placeholder() {
  return translate({
    id: 'theme.lockstep.filterPlaceholder',
    message: 'Key, variable or description',
    description: 'What the field that filters the keys of a page looks at',
  });
}
