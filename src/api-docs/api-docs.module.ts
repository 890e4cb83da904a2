import { Module } from '@nestjs/common';
import { ApiDocsController } from './api-docs.controller.js';
import { ApiDocument } from './api-document.js';

/** The OpenAPI document, and a page that shows it. */
@Module({ controllers: [ApiDocsController], providers: [ApiDocument] })
export class ApiDocsModule {}
