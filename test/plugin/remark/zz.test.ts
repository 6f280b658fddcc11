import {it} from 'vitest'
import {unified} from 'unified'
import remarkParse from 'remark-parse'
import remarkMdx from 'remark-mdx'
import remarkGfm from 'remark-gfm'
import remarkDirective from 'remark-directive'
import remarkStringify from 'remark-stringify'
import { remarkLockstep as remarkIni } from 'docusaurus-plugin-lockstep/remark'
import { TagError } from '../../../plugin/src/tag/tag.ts'
const V = {'server.port':'8080','server.host':'localhost','security.session_timeout':'30','security.cookie':'{x} <b>*star*</b> |'}
const renderer = (tag) => { if (tag.name==='ini-include') return [{type:'fence',lang:'ini',meta:undefined,text:'[x]\na=1'}]; const k = tag.attributes[0]; if (!V[k.value]) throw new TagError('unknown-key','Unknown key '+k.value,k.valueSpan); return [{type:'text',text:V[k.value]}] }

const strip = (n) => { const {position, data, ...r} = n; if (r.children) r.children = r.children.map(strip); return r }
function show(n) {
  if (n.children) return `${n.type}${n.name ? '<' + n.name + '>' : ''}(${n.children.map(show).join(', ')})`
  return `${n.type}:${JSON.stringify(n.value ?? n.alt ?? n.raw)}`
}
const cases = {
  'flow <%': '<% ini-include section=security %>',
  'flow {%': '{% ini-include section="security" title="a.ini"  %}',
  'flow multi-line': '<% ini-include\n   section=security\n   title="x %> y"\n%>\n\nafter',
  'flow compact multi': '{%ini-include\nsection="security"%}',
  'in blockquote multi': '> <% ini-include\n> section=server\n> %>\n> text',
  'in list': '- item\n\n  <% ini-include section=server %>\n\n- {% ini-value server.port %} two',
  'list multi-line': '1. <% ini-include\n   section=server\n   %>',
  'inline paragraph': 'Timeout is <% ini-value security.session_timeout %> min, {% ini-value server.port %}.',
  'para starts with tag': '<% ini-value server.port %> is the port',
  'para starts with {%': '{% ini-value server.port %} is the port',
  'continuation line starts with tag': 'The port is\n<% ini-value server.port %> ok\n{% ini-value server.port %} ok',
  'value alone': '{% ini-value server.port %}',
  'include interrupts para': 'text\n<% ini-include section=server %>\nmore',
  'multi-line inline': 'a <% ini-value\n  server.port\n%> b',
  'heading': '## Port <% ini-value server.port %> {% ini-value server.host as=raw %}',
  'setext': 'Port <% ini-value server.port %>\n---',
  'table': '| a | b |\n|---|---|\n| <% ini-value server.port %> | {% ini-value server.host %} |\n',
  'table no leading pipe': 'a | b\n---|---\n<% ini-value server.port %> | {% ini-value server.host %}\n',
  'link text': '[port <% ini-value server.port %>](https://x.y)',
  'link url': '[p](http://h:<% ini-value server.port %>/x)',
  'link url <>': '[p](<http://h:{% ini-value server.port %}/x>)',
  'image alt': '![port {% ini-value server.port %}](a.png)',
  'emph': '**<% ini-value server.port %>** _{% ini-value server.port %}_',
  'admonition': ':::warning\n<% ini-include section=server %>\n\nport {% ini-value server.port %}\n:::',
  'admonition label': ':::warning[Port {% ini-value server.port %}]\nx\n:::',
  'fenced': '```md\n<% ini-include section=x %>\n{% ini-value a %}\n```',
  'inline code': 'Use `<% ini-value x %>` and `{% ini-include %}`',
  'jsx adj <%': '<td><% ini-value server.port %></td>',
  'jsx adj {%': '<td>{% ini-value server.port %}</td>',
  'jsx around lines': '<div>\n  <% ini-include section=server %>\n</div>',
  'jsx around lines blank': '<div>\n\n  {% ini-include section=server %}\n\n</div>',
  'expr adj': '{1+1}<% ini-value server.port %>',
  'two tags': '<% ini-value server.host %>:<% ini-value server.port %>',
  'tag then jsx': '<% ini-value server.host %><br/>',
  'mdx still works': '<Foo a={1}>{x}</Foo>\n\n{1 + 1}\n\nexport const a = "<% ini-value z %>"\n\n{/* <% ini-value z %> */}\n\n<Foo a="<% ini-value z %>" />',
  'special chars value': 'v: <% ini-value security.cookie %>',
  'escaped': 'a \\<% ini-value server.port %> \\{% ini-value server.port %}',
  'other template': '{% if x %}',
  'other template <%': 'x <%= foo %>',
  'unclosed': 'hi\n\nx <% ini-value server.port',
  'unknown key': 'line1\n\nfoo <% ini-value server.nope %>',
  'unknown key in bq multi': '> foo <% ini-value\n>   server.nope %>',
  'unknown tag': '{% ini-foo %}',
  'lazy': '> <% ini-include\nsection=server %>',
  'footnote': 'a[^1]\n\n[^1]: port {% ini-value server.port %}',
  'hardbreak': 'a  \n<% ini-value server.port %>  \nb',
  'indented 4': '    <% ini-include section=server %>',
  'html md': '<div>\n<% ini-value server.port %>\n</div>',
  'crlf': 'a\r\n\r\n<% ini-include\r\n section=server\r\n%>\r\n',
  'autolink-ish': 'http://localhost:{% ini-value server.port %}/x',
}
const only = process.argv[2]
for (const [name, src] of Object.entries(cases)) {
  if (only && !name.includes(only)) continue
  process.stdout.write("\n"+`\n# ${name}: ${JSON.stringify(src)}`)
  for (const [fmt, order] of [['mdx', 'after'], ['mdx', 'before'], ['md', 'after']]) {
    const p = unified().use(remarkParse)
    const o = {renderer}
    if (order === 'before') p.use(remarkIni, o)
    if (fmt === 'mdx') p.use(remarkMdx)
    if (order === 'after') p.use(remarkIni, o)
    p.use(remarkDirective).use(remarkGfm)
    try {
      const f = {value: src, path: '/x/a.md', data: {}}
      const tree = await p.run(p.parse(src))
      const s = show(tree)
      process.stdout.write("\n"+`  ${fmt}/${order}: ${s.slice(5, -1)}`)
    } catch (e) { process.stdout.write("\n"+`  ${fmt}/${order}: ERR ${e.line}:${e.column} [${e.source}:${e.ruleId}] ${e.reason ?? e.message}`) }
  }
}
it('x',()=>{})
