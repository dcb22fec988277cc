// Written by scripts/compiled-readers.ts from the schemas: change those, then run `pnpm pages --write`.

import { isObject, type JsonObject } from '../json.ts'
import { readerFor, restReader } from '../read.ts'
import { isBooleanOrNull, isNumberOrNull, misfit } from '../reading.ts'
import {
  CompletionTokensDetailsSchema,
  CompletionUsageSchema,
  CostDetailsSchema,
  PromptTokensDetailsSchema,
} from '../usage.ts'

const restOfPromptTokensDetails = /* @__PURE__ */ restReader(() => PromptTokensDetailsSchema, '')

/** Reads {@link PromptTokensDetailsSchema}. */
function readPromptTokensDetails(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const promptTokensDetails: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'cached_tokens':
        if (!isNumberOrNull(each)) return misfit
        promptTokensDetails.cachedTokens = each
        break
      case 'cache_write_tokens':
        if (!isNumberOrNull(each)) return misfit
        promptTokensDetails.cacheWriteTokens = each
        break
      case 'audio_tokens':
        if (!isNumberOrNull(each)) return misfit
        promptTokensDetails.audioTokens = each
        break
      case 'image_tokens':
        if (!isNumberOrNull(each)) return misfit
        promptTokensDetails.imageTokens = each
        break
      case 'text_tokens':
        if (!isNumberOrNull(each)) return misfit
        promptTokensDetails.textTokens = each
        break
      case 'video_tokens':
        if (!isNumberOrNull(each)) return misfit
        promptTokensDetails.videoTokens = each
        break
      default:
        isMore = true
    }
  }

  return isMore ? restOfPromptTokensDetails(value, promptTokensDetails, depth) : promptTokensDetails
}

const restOfCompletionTokensDetails = /* @__PURE__ */ restReader(() => CompletionTokensDetailsSchema, '')

/** Reads {@link CompletionTokensDetailsSchema}. */
function readCompletionTokensDetails(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const completionTokensDetails: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'reasoning_tokens':
        if (!isNumberOrNull(each)) return misfit
        completionTokensDetails.reasoningTokens = each
        break
      case 'audio_tokens':
        if (!isNumberOrNull(each)) return misfit
        completionTokensDetails.audioTokens = each
        break
      case 'image_tokens':
        if (!isNumberOrNull(each)) return misfit
        completionTokensDetails.imageTokens = each
        break
      case 'text_tokens':
        if (!isNumberOrNull(each)) return misfit
        completionTokensDetails.textTokens = each
        break
      case 'accepted_prediction_tokens':
        if (!isNumberOrNull(each)) return misfit
        completionTokensDetails.acceptedPredictionTokens = each
        break
      case 'rejected_prediction_tokens':
        if (!isNumberOrNull(each)) return misfit
        completionTokensDetails.rejectedPredictionTokens = each
        break
      default:
        isMore = true
    }
  }

  return isMore ? restOfCompletionTokensDetails(value, completionTokensDetails, depth) : completionTokensDetails
}

const restOfUsage = /* @__PURE__ */ restReader(() => CompletionUsageSchema, 'server_tool_use server_tool_use_details')

/** Reads {@link CompletionUsageSchema}. */
export function readUsage(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const usage: JsonObject = { promptTokens: 0, completionTokens: 0, totalTokens: 0 }
  let missing = 3
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'prompt_tokens':
        if (!Number.isFinite(each)) return misfit
        usage.promptTokens = each
        missing -= 1
        break
      case 'completion_tokens':
        if (!Number.isFinite(each)) return misfit
        usage.completionTokens = each
        missing -= 1
        break
      case 'total_tokens':
        if (!Number.isFinite(each)) return misfit
        usage.totalTokens = each
        missing -= 1
        break
      case 'prompt_tokens_details': {
        const inner = each === null ? null : readPromptTokensDetails(each, depth + 1)
        if (inner === misfit) return misfit
        usage.promptTokensDetails = inner
        break
      }
      case 'completion_tokens_details': {
        const inner = each === null ? null : readCompletionTokensDetails(each, depth + 1)
        if (inner === misfit) return misfit
        usage.completionTokensDetails = inner
        break
      }
      case 'cost':
        if (!isNumberOrNull(each)) return misfit
        usage.cost = each
        break
      case 'cost_details': {
        const inner = each === null ? null : readerFor(CostDetailsSchema)(each, depth + 1)
        if (inner === misfit) return misfit
        usage.costDetails = inner
        break
      }
      case 'is_byok':
        if (!isBooleanOrNull(each)) return misfit
        usage.isByok = each
        break
      default:
        isMore = true
    }
  }
  if (missing > 0) return misfit
  return isMore ? restOfUsage(value, usage, depth) : usage
}
