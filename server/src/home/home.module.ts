import { Module } from '@nestjs/common';
import { AssetsController } from '../pages/assets.controller.ts';
import { HomeController } from './home.controller.ts';

/** The home page, and the files that the server's own pages load. */
@Module({ controllers: [HomeController, AssetsController] })
export class HomeModule {}
