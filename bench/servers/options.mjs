/** What a server of a benchmark is told by the process that starts it. */
const [text = '{}'] = process.argv.slice(2);

/** `redis`: the URL of a Redis; without one there is none. */
export const options = JSON.parse(text);
