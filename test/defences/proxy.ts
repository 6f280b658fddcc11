import { attack, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps upstreams safe from clients, and browsers safe from upstreams. */
export const PROXY: readonly Defence[] = [
  {
    name: 'credentials and cookies of the client',
    file: 'server/src/proxy/request-headers.ts',
    remove: '!OWN_FIELDS.has(name) &&',
    witnesses: [
      attack(
        'smuggling',
        'lets no client say who it is, where it comes from, or what is meant instead',
      ),
    ],
  },
  {
    name: 'what gateways say of a client',
    file: 'server/src/proxy/request-headers.ts',
    remove: '!GATEWAY_FIELDS.some((field) => field.test(name)) &&',
    witnesses: [
      attack(
        'smuggling',
        'lets no client say who it is, where it comes from, or what is meant instead',
      ),
      attack('csrf', 'by a link or an image changes nothing: only the method counts that was sent'),
    ],
  },
  {
    name: 'hop-by-hop fields of requests',
    file: 'server/src/proxy/request-headers.ts',
    remove: '!endsHere(name) &&',
    witnesses: [
      attack(
        'smuggling',
        'lets no client say who it is, where it comes from, or what is meant instead',
      ),
      attack(
        'smuggling',
        'does not change the protocol to one in which requests look different (h2c)',
      ),
    ],
  },
  {
    name: 'names with an underscore',
    file: 'server/src/proxy/request-headers.ts',
    remove: "!name.includes('_') &&",
    witnesses: [
      attack(
        'smuggling',
        'lets no client say who it is, where it comes from, or what is meant instead',
      ),
    ],
  },
  {
    name: 'hop-by-hop fields of answers',
    file: 'server/src/proxy/response-headers.ts',
    remove: 'endsHere(name) || ',
    witnesses: [
      attack('response-splitting', 'sets no cookies and no rules for the origin of this server'),
    ],
  },
  {
    name: "what is not the upstream's to say",
    file: 'server/src/proxy/response-headers.ts',
    remove: ' || isNotUpstreams(name)',
    witnesses: [
      attack('response-splitting', 'sets no cookies and no rules for the origin of this server'),
    ],
  },
  {
    name: 'answers run nothing',
    file: 'server/src/proxy/proxy.service.ts',
    remove: '...apiProtection(this.#settings),',
    witnesses: [
      attack('response-splitting', 'sets no cookies and no rules for the origin of this server'),
    ],
  },
  {
    name: 'paths: separators behind an encoding',
    file: 'server/src/proxy/request-target.ts',
    remove: 'HIDDEN.test(path) || ',
    witnesses: [
      attack('smuggling', 'reads a path in one way alone: what could be another one is refused'),
    ],
  },
  {
    name: 'paths: what two programs read differently',
    file: 'server/src/proxy/request-target.ts',
    remove: ' || isAmbiguous(path)',
    witnesses: [
      attack('smuggling', 'reads a path in one way alone: what could be another one is refused'),
    ],
  },
  {
    name: 'paths: segments in compatibility forms',
    file: 'server/src/proxy/request-target.ts',
    remove: ".normalize('NFKC')",
    witnesses: [
      attack('smuggling', 'reads a path in one way alone: what could be another one is refused'),
    ],
  },
  {
    name: 'paths: whole segments',
    file: 'server/src/proxy/proxy-routes.ts',
    remove: 'path.startsWith(`${prefix}/`)',
    put: 'path.startsWith(prefix)',
    witnesses: [
      attack('smuggling', 'reads a path in one way alone: what could be another one is refused'),
    ],
  },
  {
    name: 'a GET has no body',
    file: 'server/src/proxy/request-body.ts',
    remove: "isUpgrade || WITHOUT_BODY.has(request.method ?? '')",
    put: 'isUpgrade',
    witnesses: [attack('smuggling', 'hides none in the body of a GET or of an upgrade')],
  },
  {
    name: 'an upgrade has no body',
    file: 'server/src/proxy/request-body.ts',
    remove: 'isUpgrade || WITHOUT_BODY',
    put: 'WITHOUT_BODY',
    witnesses: [attack('smuggling', 'hides none in the body of a GET or of an upgrade')],
  },
  {
    name: 'a body has a framing of its own, whatever the method',
    file: 'server/src/proxy/request-body.ts',
    remove: "{ 'transfer-encoding': 'chunked' } : {",
    put: '{} : {',
    witnesses: [attack('smuggling', 'hides none in a chunked body, whatever the method')],
  },
  {
    name: 'the methods of a route',
    file: 'server/src/proxy/proxy-gate.ts',
    remove: 'if (!route.methods.includes(request.method)) {',
    put: 'if (false) {',
    witnesses: [server('proxy/proxy', 'method')],
  },
  {
    name: 'streams of a session that ended are closed',
    file: 'server/src/proxy/open-streams.ts',
    remove: 'const deafen = this.#endings.listen((ref) => this.#endSession(ref));',
    put: 'const deafen = (): void => undefined;',
    witnesses: [attack('theft', 'is cut off in the moment in which the victim signs out')],
  },
  {
    name: 'answers of upstreams are read strictly',
    file: 'server/src/proxy/upstream-call.ts',
    remove: 'agent: route.agent,',
    put: 'agent: route.agent, insecureHTTPParser: true,',
    witnesses: [
      attack('response-splitting', 'gets nowhere: what cannot be read in one way is a 502'),
    ],
  },
];
