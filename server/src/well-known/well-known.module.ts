import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.ts';
import { LockstepController } from './lockstep.controller.ts';

/** What the server tells about itself. */
@Module({ imports: [SessionModule], controllers: [LockstepController] })
export class WellKnownModule {}
