import { ApiProperty } from '@nestjs/swagger';

export class PreviewJson {
  @ApiProperty({
    description:
      '`<div class="message-body" …>…</div>`, as the `html` of a message with this text contains it.',
  })
  html!: string;
}
