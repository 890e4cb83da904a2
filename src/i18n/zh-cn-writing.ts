import type { writingEn } from './en-writing.js';

/** Simplified Chinese texts about writing messages. */
export const writingZhCn: Record<keyof typeof writingEn, string> = {
  'composer.form': '写消息',
  'composer.label': '消息',
  'composer.placeholder': '输入消息…',
  'composer.send': '发送',
  'composer.hint.send': '按 Enter 发送，Shift + Enter 换行',
  'composer.hint.line': '按 Ctrl 或 ⌘ + Enter 发送',
  'browser.sending': '发送中…',
  'browser.failed': '发送失败',
  'browser.tooLong_one': '超出 {{count}} 个字符',
  'browser.tooLong_other': '超出 {{count}} 个字符',
  'browser.tooLongToSend_one': '太长，无法发送：超出 {{count}} 个字符',
  'browser.tooLongToSend_other': '太长，无法发送：超出 {{count}} 个字符',
  'browser.left_one': '还可输入 {{count}} 个字符',
  'browser.left_other': '还可输入 {{count}} 个字符',
  'browser.draft': '草稿',
  'browser.suggestions': '建议',
  'browser.guest': '访客',
  'browser.emoji': '表情',
  'browser.emojiFailed': '无法加载表情，请重试。',
  'browser.notKept': '浏览器存储空间不足，草稿没有保存。发送前请不要关闭这个页面。',
  'browser.blank': '请先输入内容。',
  'browser.paused': '此页面暂时无法发送，原因见上方提示。',
  'browser.noConnection': '网络已断开，恢复后会自动发送消息。',
  'browser.queued': '无法连接服务器，恢复连接后会自动发送。',
};
