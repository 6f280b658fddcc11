import React from 'react';
import MDXComponents from '@theme-original/MDXComponents';

/** A table that is wider than the page scrolls, so the keyboard has to reach it, as it does blocks of code. */
function Table(props) {
  return <table tabIndex={0} {...props} />;
}

export default { ...MDXComponents, table: Table };
