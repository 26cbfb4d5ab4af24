import OrderModel

public typealias SplitMix64 = OrderModel.SplitMix64
