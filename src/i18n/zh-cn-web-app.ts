import type { webAppEn } from './en-web-app.js';

/** Simplified Chinese texts for what an installed Linger shows: the page without a connection, notifications. */
export const webAppZhCn: Record<keyof typeof webAppEn, string> = {
  'offline.heading': '无法连接 Linger',
  'offline.detail': '请检查网络连接。服务器恢复响应后，页面会自动打开。',
  'offline.kept': '你写的内容保存在这个浏览器中，未发出的消息会在恢复连接后发送。',
  'offline.retry': '重试',
  'push.in': '{{room}} 有新消息',
  'push.from': '{{name}} 发来新消息',
  'push.mention': '有人在 {{room}} 提到了你',
  'push.heading': '推送通知',
  'push.detail': '即使没有打开 Linger，这些设备也会收到通知。在设备上退出登录后不再推送。',
  'push.since': '开启于',
  'push.remove': '移除',
  'push.removeOne': '停止向{{device}}推送通知',
  'account.done.push': '那台设备不再接收推送通知。',
  'error.PUSH_SERVICE_UNKNOWN.heading': '无法向此浏览器推送通知',
  'error.PUSH_SERVICE_UNKNOWN.detail':
    '服务器不会向此浏览器的推送服务发送通知。如果服务器由你管理，请检查 PUSH_SERVICES 设置。',
};
