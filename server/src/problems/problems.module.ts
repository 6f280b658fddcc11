import { Module } from '@nestjs/common';
import { ProblemsController } from './problems.controller.ts';

/** What the `type` of a problem leads to. */
@Module({ controllers: [ProblemsController] })
export class ProblemsModule {}
