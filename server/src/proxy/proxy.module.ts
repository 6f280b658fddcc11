import { Module } from '@nestjs/common';
import { CsrfModule } from '../csrf/csrf.module.ts';
import { OidcModule } from '../oidc/oidc.module.ts';
import { SessionModule } from '../session/session.module.ts';
import { OpenStreams } from './open-streams.ts';
import { ProxyGate } from './proxy-gate.ts';
import { ProxyService } from './proxy.service.ts';

/** Upstream APIs below `/api`, called with the access token of the session. */
@Module({
  imports: [SessionModule, CsrfModule, OidcModule],
  providers: [ProxyGate, OpenStreams, ProxyService],
  exports: [ProxyService],
})
export class ProxyModule {}
