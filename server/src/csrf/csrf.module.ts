import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.ts';
import { CsrfGuard } from './csrf.guard.ts';
import { CsrfService } from './csrf.service.ts';

/** Protection against cross-site request forgery. */
@Module({
  imports: [SessionModule],
  providers: [CsrfService, CsrfGuard],
  exports: [SessionModule, CsrfService, CsrfGuard],
})
export class CsrfModule {}
