// Written by scripts/compiled-readers.ts from the schemas: change those, then run `pnpm pages --write`.
import { isObject, type JsonObject } from '../json.ts'
import { keyReaderFor, readerFor } from '../read.ts'
import { booleanOrNull, misfit, number, numberOrNull } from '../reading.ts'
import {
  CompletionTokensDetailsSchema,
  CompletionUsageSchema,
  CostDetailsSchema,
  PromptTokensDetailsSchema,
} from '../usage.ts'

/** Reads {@link PromptTokensDetailsSchema}. */
function readPromptTokensDetails(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const promptTokensDetails: JsonObject = {}

  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'cached_tokens':
        promptTokensDetails.cachedTokens = numberOrNull(each)
        break
      case 'cache_write_tokens':
        promptTokensDetails.cacheWriteTokens = numberOrNull(each)
        break
      case 'audio_tokens':
        promptTokensDetails.audioTokens = numberOrNull(each)
        break
      case 'image_tokens':
        promptTokensDetails.imageTokens = numberOrNull(each)
        break
      case 'text_tokens':
        promptTokensDetails.textTokens = numberOrNull(each)
        break
      case 'video_tokens':
        promptTokensDetails.videoTokens = numberOrNull(each)
        break
      default:
        keyReaderFor(PromptTokensDetailsSchema)(promptTokensDetails, key, each, depth)
    }
  }

  return promptTokensDetails
}

/** Reads {@link CompletionTokensDetailsSchema}. */
function readCompletionTokensDetails(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const completionTokensDetails: JsonObject = {}

  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'reasoning_tokens':
        completionTokensDetails.reasoningTokens = numberOrNull(each)
        break
      case 'audio_tokens':
        completionTokensDetails.audioTokens = numberOrNull(each)
        break
      case 'image_tokens':
        completionTokensDetails.imageTokens = numberOrNull(each)
        break
      case 'text_tokens':
        completionTokensDetails.textTokens = numberOrNull(each)
        break
      case 'accepted_prediction_tokens':
        completionTokensDetails.acceptedPredictionTokens = numberOrNull(each)
        break
      case 'rejected_prediction_tokens':
        completionTokensDetails.rejectedPredictionTokens = numberOrNull(each)
        break
      default:
        keyReaderFor(CompletionTokensDetailsSchema)(completionTokensDetails, key, each, depth)
    }
  }

  return completionTokensDetails
}

/** Reads {@link CompletionUsageSchema}. */
export function readUsage(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const usage: JsonObject = { promptTokens: 0, completionTokens: 0, totalTokens: 0 }
  let missing = 3
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'prompt_tokens':
        usage.promptTokens = number(each)
        missing -= 1
        break
      case 'completion_tokens':
        usage.completionTokens = number(each)
        missing -= 1
        break
      case 'total_tokens':
        usage.totalTokens = number(each)
        missing -= 1
        break
      case 'prompt_tokens_details':
        usage.promptTokensDetails = each === null ? each : readPromptTokensDetails(each, depth + 1)
        break
      case 'completion_tokens_details':
        usage.completionTokensDetails = each === null ? each : readCompletionTokensDetails(each, depth + 1)
        break
      case 'cost':
        usage.cost = numberOrNull(each)
        break
      case 'cost_details':
        usage.costDetails = each === null ? each : readerFor(CostDetailsSchema)(each, depth + 1)
        break
      case 'is_byok':
        usage.isByok = booleanOrNull(each)
        break
      default:
        keyReaderFor(CompletionUsageSchema)(usage, key, each, depth)
    }
  }
  if (missing > 0) misfit()
  return usage
}
