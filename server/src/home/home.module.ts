import { Module } from '@nestjs/common';
import { HomeController } from './home.controller.ts';

/** The home page. */
@Module({ controllers: [HomeController] })
export class HomeModule {}
