import type { webAppEn } from './en-web-app.js';

/** Simplified Chinese texts for what a browser shows when it cannot reach Linger. */
export const webAppZhCn: Record<keyof typeof webAppEn, string> = {
  'offline.heading': '无法连接 Linger',
  'offline.detail': '请检查网络连接。服务器恢复响应后，页面会自动打开。',
  'offline.kept': '你写的内容保存在这个浏览器中，未发出的消息会在恢复连接后发送。',
  'offline.retry': '重试',
};
