import React, { useEffect, useRef, useState } from 'react';
import MDXComponents from '@theme-original/MDXComponents';

/** A table that is wider than the page scrolls: then the keyboard has to reach it, and only then. */
function Table(props) {
  const table = useRef(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = table;
    const observer = new ResizeObserver(() =>
      setScrolls(current.scrollWidth > current.clientWidth),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return <table ref={table} tabIndex={scrolls ? 0 : undefined} {...props} />;
}

export default { ...MDXComponents, table: Table };
